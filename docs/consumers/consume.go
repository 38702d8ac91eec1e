// Prints the records of a queue: go run consume.go [QUEUE]. The broker is what ZEEK_AMQP_URI names.
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"

	"github.com/klauspost/compress/zstd"
	amqp "github.com/rabbitmq/amqp091-go"
)

type record struct {
	log    string
	fields map[string]json.RawMessage
}

func main() {
	uri, queue := os.Getenv("ZEEK_AMQP_URI"), "test_queue"
	if uri == "" {
		uri = "amqp://guest:guest@localhost:5672/%2F"
	}
	if len(os.Args) > 1 {
		queue = os.Args[1]
	}
	connection, err := amqp.Dial(uri)
	check(err)
	channel, err := connection.Channel()
	check(err)
	check(channel.Qos(100, 0, false))
	messages, err := channel.Consume(queue, "", false, false, false, false, nil)
	check(err)

	seen := map[string]bool{}
	var oldest []string // the same message-ids, to forget the first of them
	for message := range messages {
		id := message.MessageId
		if (message.ContentType == "application/json" || message.ContentType == "application/x-ndjson") && !seen[id] {
			records, err := read(message)
			if err != nil { // nothing that would read better the second time: to the dead letters
				log.Printf("message %s: %v", id, err)
				check(message.Reject(false))
				continue
			}
			for _, each := range records {
				handle(each)
			}
			if id != "" {
				seen[id] = true
				oldest = append(oldest, id)
			}
			if len(oldest) > 100_000 {
				delete(seen, oldest[0])
				oldest = oldest[1:]
			}
		}
		check(message.Ack(false))
	}
	log.Fatal("the connection is closed")
}

func handle(each record) {
	fmt.Println(each.log, field(each, "ts"), field(each, "uid"))
}

// As it is in JSON, so that the digits of a time are those that Zeek wrote.
func field(each record, name string) string {
	value, ok := each.fields[name]
	if !ok {
		return "None"
	}
	return string(bytes.Trim(value, `"`))
}

func read(message amqp.Delivery) ([]record, error) {
	var body io.Reader = bytes.NewReader(message.Body)
	switch message.ContentEncoding {
	case "":
	case "gzip":
		text, err := gzip.NewReader(body)
		if err != nil {
			return nil, err
		}
		body = text
	case "zstd":
		text, err := zstd.NewReader(body)
		if err != nil {
			return nil, err
		}
		defer text.Close()
		body = text
	default:
		return nil, fmt.Errorf("content-encoding %q", message.ContentEncoding)
	}
	var records []record
	decoder := json.NewDecoder(body)
	for {
		var tagged map[string]map[string]json.RawMessage
		if err := decoder.Decode(&tagged); err == io.EOF {
			return records, nil
		} else if err != nil {
			return nil, err
		}
		for name, fields := range tagged {
			records = append(records, record{name, fields})
		}
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
