"""Serves moto on a free port of 127.0.0.1 until standard input closes, so that it ends with its parent.

Prints the port as its only line of output. The one argument is Python's switch interval, in seconds.
"""

import json
import logging
import os
import signal
import sys
import threading
from urllib.parse import parse_qsl

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

from certificate_with_arn import certificate_with_arn
from client_ids_of_provider import add_client_id, remove_client_id
from holder_of_key import holder_of_key
from key_with_id import key_with_id
from network_with_ids import network_with_ids
from owner_of_bucket import owner_of_bucket
from remaining_resources import remaining_resources, remember_what_backends_start_with
from secret_with_arn import secret_with_arn
from web_acl_with_arn import web_acl_with_arn


def end_with_parent() -> None:
    os.read(0, 1)
    # sys.exit would only end this thread.
    os._exit(0)


def create_app_that_raises(service: str):
    app = create_backend_app(service)
    # Else the reason of a crash ends in a log, and the client gets a page of HTML.
    app.config["PROPAGATE_EXCEPTIONS"] = True
    return app


OWN_ADDRESSES = {
    "/local-aws/key-holder": lambda query: holder_of_key(query["access-key"]),
    "/local-aws/key": lambda query: key_with_id(query["account"], query["region"], query["id"]),
    "/local-aws/certificate": lambda query: certificate_with_arn(query["account"], query["region"], query["arn"]),
    "/local-aws/network": lambda query: network_with_ids(
        query["account"],
        query["region"],
        query["vpc"],
        query.get("subnets", "").split(),
        query.get("groups", "").split(),
    ),
    "/local-aws/secret": lambda query: secret_with_arn(query["account"], query["region"], query["arn"], query["value"]),
    "/local-aws/web-acl": lambda query: web_acl_with_arn(query["account"], query["arn"]),
    "/local-aws/add-client-id": lambda query: add_client_id(query["account"], query["arn"], query["id"]),
    "/local-aws/remove-client-id": lambda query: remove_client_id(query["account"], query["arn"], query["id"]),
    "/local-aws/bucket-owner": lambda query: owner_of_bucket(query["bucket"]),
    "/local-aws/resources": lambda query: remaining_resources(query["account"]),
}


class TellingMoto:
    """moto, its crashes told to the client in a line of text, and what its API does not tell at our own addresses."""

    def __init__(self) -> None:
        self.moto = DomainDispatcherApplication(create_app_that_raises)
        # moto walks through its dictionaries while other threads change them.
        self.one_at_a_time = threading.Lock()

    def __call__(self, environ, start_response):
        own_address = OWN_ADDRESSES.get(environ["PATH_INFO"])
        if own_address is not None:
            with self.one_at_a_time:
                answer = own_address(dict(parse_qsl(environ["QUERY_STRING"])))
            start_response("200 OK", [("content-type", "application/json")])
            return [json.dumps(answer).encode()]
        try:
            with self.one_at_a_time:
                return self.moto(environ, start_response)
        except Exception as crash:
            start_response("500 Internal Server Error", [("x-moto-crash", type(crash).__name__)])
            return [str(crash).encode()]


def main(switch_interval: float) -> None:
    sys.setswitchinterval(switch_interval)
    # Ctrl-C reaches the whole process group, and the parent may still want to clean up through us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    remember_what_backends_start_with()
    server = make_server("127.0.0.1", 0, TellingMoto(), threaded=True)
    threading.Thread(target=end_with_parent, daemon=True).start()
    print(server.port, flush=True)
    server.serve_forever()


main(float(sys.argv[1]))
