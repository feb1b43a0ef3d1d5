"""Serves moto on a free port of 127.0.0.1 until standard input closes, so that it ends with its parent.

Prints the port as its only line of output.
"""

import json
import logging
import os
import signal
import threading
from urllib.parse import parse_qs

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

from remaining_resources import remaining_resources, remember_what_backends_start_with


def end_with_parent() -> None:
    os.read(0, 1)
    # sys.exit would only end this thread.
    os._exit(0)


def create_app_that_raises(service: str):
    app = create_backend_app(service)
    # Else the reason of a crash ends in a log, and the client gets a page of HTML.
    app.config["PROPAGATE_EXCEPTIONS"] = True
    return app


class MotoWithResources:
    """moto, its crashes told to the client in a line of text, and the resources that an account holds."""

    def __init__(self) -> None:
        self.moto = DomainDispatcherApplication(create_app_that_raises)

    def __call__(self, environ, start_response):
        if environ["PATH_INFO"] == "/local-aws/resources":
            account_id = parse_qs(environ["QUERY_STRING"])["account"][0]
            start_response("200 OK", [("content-type", "application/json")])
            return [json.dumps(remaining_resources(account_id)).encode()]
        try:
            return self.moto(environ, start_response)
        except Exception as crash:
            start_response("500 Internal Server Error", [("x-moto-crash", type(crash).__name__)])
            return [str(crash).encode()]


def main() -> None:
    # Ctrl-C reaches the whole process group, and the parent may still want to clean up through us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    remember_what_backends_start_with()
    server = make_server("127.0.0.1", 0, MotoWithResources(), threaded=True)
    threading.Thread(target=end_with_parent, daemon=True).start()
    print(server.port, flush=True)
    server.serve_forever()


main()
