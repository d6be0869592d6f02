"""What Schemathesis cannot know by itself: how to sign in, and which refusals of valid data are right."""

import os

import requests
import schemathesis

API_URL = os.environ["API_URL"]
EMAIL = os.environ.get("CALLER_EMAIL")
PASSWORD = os.environ.get("CALLER_PASSWORD")

# Each case of these gets a session of its own, because it ends it.
SESSION_ENDING = {"logout"}

# Access tokens live for 15 minutes.
REFRESH_SECONDS = 600


def operation_id(operation):
    return operation.definition.raw.get("operationId")


def session_of(case, context):
    """One session for the whole run, but one per case of what ends it."""
    return case.id if operation_id(context.operation) in SESSION_ENDING else "shared"


class Caller:
    """The demo account of the run, signed in with the token transport."""

    def get(self, case, context):
        answer = requests.post(
            f"{API_URL}/api/v1/auth/login",
            json={"email": EMAIL, "password": PASSWORD},
            headers={"X-Auth-Transport": "token"},
            timeout=30,
        )
        answer.raise_for_status()
        return answer.json()["accessToken"]

    def set(self, case, data, context):
        case.headers["Authorization"] = f"Bearer {data}"


if EMAIL:
    schemathesis.auth(refresh_interval=REFRESH_SECONDS, cache_by_key=session_of)(Caller)
