"""What tests/bench/document makes of the results: SVG plots and Markdown tables."""
