"""A WebSocket server that sends back what it gets: websocket_echo.py ADDRESS PORT."""

import asyncio
import sys

import websockets


async def echo(connection):
    async for message in connection:
        await connection.send(message)


async def main(address, port):
    async with websockets.serve(echo, address, int(port), subprotocols=["echo"]):
        await asyncio.Future()


asyncio.run(main(*sys.argv[1:]))
