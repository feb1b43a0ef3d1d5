"""Runs the real AWS CLI in a fork of a process that has it loaded, once per connection: that saves each call most of its start.

The caller sends its three standard descriptors with a message of texts that each end in a NUL: how many arguments there are, the
arguments, its folder, its environment. It is answered with the exit status. A call ends with its caller.
"""

import gc
import os
import signal
import socket
import sys
import threading

from awscli.clidriver import create_clidriver
from botocore.exceptions import DataNotFoundError

SERVICES = ("cloudfront", "codebuild", "codepipeline", "ecr", "ecs", "s3", "sns", "ssm", "sts")


def loaded_driver():
    driver = create_clidriver()
    driver.create_help_command()
    driver.session.get_available_services()
    loader = driver.session.get_component("data_loader")
    for service in SERVICES:
        for kind in ("paginators-1", "waiters-2"):
            try:
                loader.load_service_model(service, kind)
            except DataNotFoundError:
                pass
        driver.session.create_client(service, region_name="us-east-1")
    return driver


def received(connection):
    message, descriptors, _, _ = socket.recv_fds(connection, 1 << 16, 3)
    while not message.endswith(b"\0\0"):
        message += connection.recv(1 << 16)
    count, *texts = os.fsdecode(message[:-2]).split("\0")
    arguments, (folder, *environment) = texts[: int(count)], texts[int(count) :]
    return descriptors, arguments, folder, dict(text.split("=", 1) for text in environment)


def end_with(connection):
    connection.recv(1)
    os._exit(1)


def run(driver, connection):
    descriptors, arguments, folder, environment = received(connection)
    for number, descriptor in enumerate(descriptors):
        os.dup2(descriptor, number)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["aws", *arguments]
    threading.Thread(target=end_with, args=(connection,), daemon=True).start()
    try:
        status = driver.main(arguments)
    except SystemExit as end:
        status = end.code
    sys.stdout.flush()
    sys.stderr.flush()
    connection.sendall(bytes([status or 0]))
    os._exit(0)


def main(path):
    # Nobody waits for the forks.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    driver = loaded_driver()
    # What is never collected is never copied by a fork.
    gc.freeze()
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(64)
    print("ready", flush=True)
    while True:
        connection, _ = listener.accept()
        if os.fork() == 0:
            listener.close()
            run(driver, connection)
        connection.close()


main(sys.argv[1])
