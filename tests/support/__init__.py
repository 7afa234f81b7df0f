"""What the tests share: builders of sample data, stations and watchers."""
