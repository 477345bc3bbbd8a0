"""Following up: figures imported and released, measures, cooperation, checks, studies and contacts written."""
