"""The bench's models in SimPy, written as its users write them. Prints the seconds of CPU time of one run.

usage: simpy_models.py version | MODEL EVENTS, with MODEL one of hold-N, repair-N, queue
"""

import platform
import random
import sys
import time

import simpy


class Enough(Exception):
    pass


class Counter:
    """Ends the run after a given number of events."""

    def __init__(self, events):
        self.left = events

    def count(self):
        self.left -= 1
        if self.left <= 0:
            raise Enough


def hold(env, pending, counter):
    stream = random.Random(1)

    def holder():
        while True:
            yield env.timeout(stream.expovariate(1.0))
            counter.count()

    for _ in range(pending):
        env.process(holder())


def repair(env, components, counter):
    def component(stream):
        while True:
            yield env.timeout(stream.expovariate(1 / 1000))
            counter.count()
            yield env.timeout(stream.expovariate(1 / 8))
            counter.count()

    for number in range(components):
        env.process(component(random.Random(number)))


def queue(env, counter):
    arrivals, services = random.Random(1), random.Random(2)
    server = simpy.Resource(env, capacity=1)

    def customer():
        with server.request() as turn:
            yield turn
            yield env.timeout(services.expovariate(100))
            counter.count()

    def source():
        while True:
            yield env.timeout(arrivals.expovariate(80))
            counter.count()
            env.process(customer())

    env.process(source())


def main():
    if sys.argv[1] == "version":
        print(f"SimPy {simpy.__version__} on Python {platform.python_version()}")
        return
    name, _, size = sys.argv[1].partition("-")
    env = simpy.Environment()
    counter = Counter(int(sys.argv[2]))
    if name == "hold":
        hold(env, int(size), counter)
    elif name == "repair":
        repair(env, int(size), counter)
    elif name == "queue":
        queue(env, counter)
    else:
        sys.exit(f"no such model: {name}")
    before = time.process_time()
    try:
        env.run()
    except Enough:
        pass
    print(time.process_time() - before)


main()
