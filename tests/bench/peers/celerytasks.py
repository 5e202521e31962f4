# Empty tasks on Celery's workers, with the broker that POOLSCOPE_CELERY names.
#
#   celery -A celerytasks worker    a worker, as its package has it
#   celerytasks.py TASKS WORKERS    waits for so many workers, sends so many tasks, waits for all
#                                   results, and prints how many a second came
import os
import sys
import time

from celery import Celery, group

app = Celery("celerytasks", broker=os.environ["POOLSCOPE_CELERY"], backend="rpc://")
# As here: a task in hand at a time, acknowledged when it is done.
app.conf.update(task_acks_late=True, worker_prefetch_multiplier=1)


@app.task
def double(number):
    return 2 * number


def run(tasks):
    began = time.monotonic()
    results = group(double.s(number) for number in range(1, tasks + 1))().join()
    seconds = time.monotonic() - began
    if sum(results) != tasks * (tasks + 1):
        sys.exit("celerytasks: results are missing")
    return tasks / seconds


def main():
    tasks, workers = int(sys.argv[1]), int(sys.argv[2])
    while len(app.control.ping(timeout=1)) < workers:
        pass
    run(10 * workers)  # each has done something before
    print(run(tasks))


if __name__ == "__main__":
    main()
