"""Starts LocalStack. Its KMS makes ids of bytes, which uuid5 takes since Python 3.12: on 3.11 it is taught that here."""

import hashlib
import runpy
import sys
import uuid

if sys.version_info < (3, 12):
    of_text = uuid.uuid5

    def uuid5(namespace, name):
        if isinstance(name, str):
            return of_text(namespace, name)
        return uuid.UUID(bytes=hashlib.sha1(namespace.bytes + name).digest()[:16], version=5)

    uuid.uuid5 = uuid5

runpy.run_module("localstack.runtime.main", run_name="__main__")
