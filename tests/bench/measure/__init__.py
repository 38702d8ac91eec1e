"""What tests/bench/run measures: the scene (broker, programs), and one module for each part."""
