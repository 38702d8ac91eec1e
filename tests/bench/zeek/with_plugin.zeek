# Bare mode activates no plugin by itself.
@load-plugin Trapmine::AMQPWriter
