# The logic stands in scripts/; `make run` and `make test` are all that most people need.
.PHONY: run test lint types test-sqlite test-postgis test-browser lock bench

run:
	@exec scripts/with_environment.sh run scripts/run.py

test:
	@exec scripts/with_environment.sh test scripts/check.py

lint types test-sqlite test-postgis test-browser:
	@exec scripts/with_environment.sh test scripts/check.py $@

bench:
	@exec env PYTHONPATH=$(CURDIR)/scripts scripts/with_environment.sh test bench/bench.py

lock:
	@exec scripts/lock.sh
