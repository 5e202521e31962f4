# Tasks of each kind; the broker's address is in the environment.
import os, time
from celery import Celery
app = Celery('tasks', broker=os.environ['BROKER'])
app.conf.task_send_sent_event = True

@app.task
def good(seconds):
    time.sleep(seconds)

@app.task
def bad():
    time.sleep(0.1)
    raise ValueError('no such größe')

@app.task(bind=True, max_retries=1)
def again(self):
    time.sleep(0.1)
    if self.request.retries == 0:
        raise self.retry(countdown=0.2, exc=KeyError('k'))

@app.task
def endless():
    time.sleep(1000)

@app.task
def never():
    pass
