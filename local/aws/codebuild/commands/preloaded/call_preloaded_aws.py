"""`aws`, as preloaded_aws.py runs it: the first argument is where that listens. It imports next to nothing, to start fast."""

import os
import sys
from _socket import AF_UNIX, SCM_RIGHTS, SOL_SOCKET, socket

connection = socket(AF_UNIX)
connection.connect(sys.argv[1])
arguments = sys.argv[2:]
environment = [f"{name}={value}" for name, value in os.environ.items()]
message = os.fsencode("\0".join([str(len(arguments)), *arguments, os.getcwd(), *environment]) + "\0\0")
descriptors = b"".join(number.to_bytes(4, sys.byteorder) for number in (0, 1, 2))
sent = connection.sendmsg([message], [(SOL_SOCKET, SCM_RIGHTS, descriptors)])
connection.sendall(message[sent:])
sys.exit((connection.recv(1) or b"\1")[0])
