"""What Schemathesis cannot know by itself: who calls, what exists, and which refusals of valid data are right."""

import itertools
import json
import os
import re
from pathlib import Path

import requests
import schemathesis
from schemathesis.generation import GenerationMode

API_URL = os.environ["API_URL"]
KNOWN = json.loads(Path(os.environ["KNOWN_VALUES"]).read_text())
CALLER = json.loads(os.environ.get("CALLER", "null"))

# Access tokens live for 15 minutes.
REFRESH_SECONDS = 600

# Each case of these gets a session of its own, because it ends or replaces it.
SESSION_ENDING = {"logout", "refreshSession"}


class Caller:
    """The demo account of the run."""

    def get(self, case, context):
        answer = requests.post(f"{API_URL}/api/v1/auth/login", json=CALLER, timeout=30)
        answer.raise_for_status()
        return {"access": answer.json()["accessToken"], "refresh": answer.cookies["rid"]}

    def set(self, case, data, context):
        case.headers["Authorization"] = f"Bearer {data['access']}"
        if operation_id(context.operation) == "refreshSession":
            case.cookies["rid"] = data["refresh"]


def session_of(case, context):
    return case.id if operation_id(context.operation) in SESSION_ENDING else "shared"


def operation_id(operation):
    return operation.definition.raw.get("operationId")


if CALLER:
    schemathesis.auth(refresh_interval=REFRESH_SECONDS, cache_by_key=session_of)(Caller)


@schemathesis.hook
def before_load_schema(context, raw_schema):
    """Puts what exists into the examples, which the examples and coverage phases send (API-63)."""
    for schema in raw_schema["components"]["schemas"].values():
        for name, member in schema.get("properties", {}).items():
            if f"body.{name}" in KNOWN and "$ref" not in member:
                put(member, "example", KNOWN[f"body.{name}"])
    for item in raw_schema["paths"].values():
        for operation in item.values():
            for parameter in operation.get("parameters", []):
                put(parameter["schema"], "example", known_in(operation, f"{parameter['in']}.{parameter['name']}"))
            for content in operation.get("requestBody", {}).get("content", {}).values():
                put_into(content.get("example", {}), "body", operation)
            # Values of answers would be sent as well, and nothing of theirs exists.
            for response in operation["responses"].values():
                for content in response.get("content", {}).values():
                    content.pop("example", None)


def put_into(value, place, operation):
    if isinstance(value, list):
        for member in value:
            put_into(member, f"{place}[*]", operation)
    elif isinstance(value, dict):
        for name, member in value.items():
            put(value, name, known_in(operation, f"{place}.{name}"))
            put_into(member, f"{place}.{name}", operation)


def put(target, name, known):
    if known:
        target[name] = known[0]


def known_in(operation, place):
    return KNOWN.get(f"{operation['operationId']} {place}") or KNOWN.get(place)


@schemathesis.hook
def map_case(context, case):
    """An online lesson has no place, which no schema can say; without this hardly any generated booking would be one."""
    if is_positive(case) and isinstance(case.body, dict) and case.body.get("locationType") == "online":
        case.body = {name: member for name, member in case.body.items() if name not in PLACE}
    return case


PLACE = {"meetingLocation", "locationPlaceId", "locationLat", "locationLng", "teachingPlaceId"}


def is_positive(case):
    return case.meta is not None and case.meta.generation.mode == GenerationMode.POSITIVE


@schemathesis.hook
def before_call(context, case, kwargs):
    """A key for each case: the examples' one would replay the first answer to all that follow."""
    if VALID_KEY.fullmatch(str(case.headers.get("Idempotency-Key", ""))):
        case.headers["Idempotency-Key"] = f"case-{next(NUMBERS)}"


VALID_KEY = re.compile("[A-Za-z0-9_-]{1,64}")
NUMBERS = itertools.count()


# A refusal of valid data names what the caller did wrong in the domain. These say that its form is wrong, which valid data cannot be.
FORM = {"MALFORMED_REQUEST", "VALIDATION_FAILED"}
# Rules between or within members that JSON Schema cannot say (API-62, PWD-1).
BEYOND_SCHEMAS = {
    "MUTUALLY_EXCLUSIVE",
    "PASSWORD_TOO_SHORT",
    "PASSWORD_TOO_LONG",
    "PASSWORD_NEEDS_UPPERCASE",
    "PASSWORD_NEEDS_DIGIT",
}


@schemathesis.check
def valid_data_is_well_formed(ctx, response, case):
    """API-62: a schema that lets through what the server calls malformed is too loose."""
    if not is_positive(case) or response.status_code not in (400, 422):
        return
    problem = response.json()
    if problem["code"] not in FORM:
        return
    errors = problem.get("errors", [])
    if errors and all(error["code"] in BEYOND_SCHEMAS for error in errors):
        return
    raise AssertionError(f"Valid data was refused as {problem['code']}: {errors or problem['detail']}")
