"""What the API's document cannot say, taught to schemathesis for `scripts/fuzz-api`.

A schema speaks of one value at a time and of nothing that is stored. So whatever was made to fit its schema is mended here
where it breaks a rule across fields or about state, before it is sent; what was made to break its schema is left alone.
"""
import itertools
import json
import threading
import urllib.error
import urllib.request

import jsonschema_rs
import schemathesis
from hypothesis import strategies as st
from schemathesis.core.parameters import ParameterLocation as At

# The names are in the IANA database, and it is not in the document.
TIME_ZONES = ["UTC", "Europe/Berlin", "America/New_York", "America/Argentina/Buenos_Aires", "Asia/Kolkata", "Pacific/Apia"]
schemathesis.openapi.format("iana-time-zone", st.sampled_from(TIME_ZONES))

# A schema says nothing of the bytes of a file, and the one that is sent holds text in UTF-8.
schemathesis.openapi.format("binary", st.text(min_size=1, alphabet=st.characters(exclude_categories=["Cs", "Cc"]))
                            .filter(str.strip).map(str.encode))

# JSON Schema does not compare two fields: the second is never below the first.
ORDERED = [("salary_min", "salary_max"), ("salary_minimum", "salary_target"), ("start_date", "end_date"),
           ("date_obtained", "expiry_date")]

# What an id in a body is one of. No schema says which ids there are, and one that is made up is only ever answered 404.
REFERENCES = {"job_id": "jobs", "resume_version_id": "documents", "cover_letter_id": "documents", "session_id": "sessions"}

KEYS = itertools.count(1)
LOCK = threading.Lock()
# What the server has said last: the entity tag of a path, the cursor to the next page of a list, the newest id of a kind.
TAGS, CURSORS, KNOWN = {}, {}, {}


@schemathesis.hook
def before_call(context, case, kwargs):
    if case.meta is None:
        return
    if fits(case, At.HEADER):
        mend_headers(case)
    if fits(case, At.QUERY) and "cursor" in case.query:
        mend_cursor(case)
    if fits(case, At.BODY) and isinstance(case.body, dict) and case.media_type == "application/json":
        case.body = mend_body(case, mended(case.body))


@schemathesis.hook
def after_call(context, case, response):
    if not 200 <= response.status_code < 300:
        return
    path = case.formatted_path
    with LOCK:
        if tag := response.headers.get("etag"):
            TAGS[path] = tag[0]
        if case.method == "GET" and response.content.endswith(b'"}') and b'"next_cursor":' in response.content:
            CURSORS[list_of(case)] = json.loads(response.content)["next_cursor"]
        if location := response.headers.get("location"):
            kind, identifier = location[0].split("/")[-2:]
            KNOWN[kind] = identifier


def fits(case, location):
    """Whether this part of the request was made to fit its schema."""
    return not case.meta.is_negative_at(location)


def mend_headers(case):
    # A key that was used for another request is refused, and what was used before is no matter of schemas.
    if key := case.headers.get("Idempotency-Key"):
        case.headers["Idempotency-Key"] = f"{key}-{next(KEYS)}"[-255:]
    # Nobody can make up the tag that something has just now. And a stale one hides what is wrong with the rest of a request.
    if "If-Match" in case.headers:
        if case.meta.generation.mode.is_negative:
            del case.headers["If-Match"]
        elif tag := TAGS.get(case.formatted_path):
            case.headers["If-Match"] = tag


def list_of(case):
    return case.formatted_path, json.dumps(
        {name: value for name, value in case.query.items() if name not in ("limit", "cursor")}, sort_keys=True, default=str)


def mend_cursor(case):
    """Cursors are sealed by the server, each for one list with its filters."""
    if cursor := CURSORS.get(list_of(case)):
        case.query["cursor"] = cursor
    else:
        del case.query["cursor"]


def mended(value):
    """The same with the pairs of every object in order."""
    if isinstance(value, list):
        return [mended(item) for item in value]
    if not isinstance(value, dict):
        return value
    value = {name: mended(item) for name, item in value.items()}
    for low, high in ORDERED:
        if is_after(value.get(low), value.get(high)):
            value[low], value[high] = value[high], value[low]
    # What goes on has no end.
    if value.get("is_current") and value.get("end_date"):
        value["end_date"] = None
    return value


def is_after(one, other):
    if isinstance(one, str) and isinstance(other, str):
        # Dates of which a month or a day may not be known.
        known = min(len(one), len(other))
        return one[:known] > other[:known]
    return isinstance(one, (int, float)) and isinstance(other, (int, float)) and one > other


def uncommon(password):
    """How soon a password would be guessed is no matter of patterns; nobody guesses this one soon, of whatever length it is."""
    return ("Correct-horse-7" + password)[:max(len(password), 16)]


def mend_body(case, body):
    fields = case.operation.get_body_for_media_type(case.media_type).resolved_schema.get("properties", {})
    if case.method == "PATCH":
        mend_patch(body, fields)
    for name in ("password", "new_password"):
        if name in body:
            body[name] = uncommon(body[name])
    for name, kind in REFERENCES.items():
        if body.get(name) and KNOWN.get(kind):
            body[name] = KNOWN[kind]
    if "section" in case.path_parameters and fits(case, At.PATH):
        case.path_parameters["section"] = section_of(case, body)
    if set(body) == {"ids"} and case.path.endswith("/order"):
        body["ids"] = in_another_order(case, body["ids"])
    if body.get("raw_text") is not None or body.get("job_posting") is not None:
        mend_posting(body)
    return body


def mend_patch(body, fields):
    """A rule across fields holds after a patch, and what is stored may break it; so a patch brings both."""
    for low, high in ORDERED:
        for given, other in ((low, high), (high, low)):
            if body.get(given) is not None and other not in body:
                body[other] = body[given]
    if "is_current" in fields:
        if body.get("end_date"):
            body["is_current"] = False
        elif body.get("is_current"):
            body["end_date"] = None


def section_of(case, body):
    """Which section of the preferences a patch is for. The document cannot bind the schema of a body to the path."""
    document = case.operation.schema.raw_schema
    for name, section in document["components"]["schemas"]["ReplacePreferences"]["properties"].items():
        schema = section | {"components": document["components"]}
        if "$ref" in section and body and jsonschema_rs.validator_for(schema).is_valid(body):
            return name
    return "extra_preferences"


def in_another_order(case, made_up):
    """The ids of a list, each of them once, which only the server knows."""
    url = case.operation.schema.get_base_url().rstrip("/") + case.formatted_path
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=dict(case.headers)), timeout=20) as answer:
            return json.load(answer)["ids"][::-1]
    except urllib.error.HTTPError:
        return made_up


def mend_posting(body):
    """Whether a job can be read from a text depends on what it says; a title and a company beside it always do."""
    for name in ("title", "company"):
        body[name] = body.get(name) or "Acme"
    if isinstance(body.get("raw_text"), str):
        body["raw_text"] = ("Rust engineer at Acme\n" + body["raw_text"])[:50_000]
    if isinstance(body.get("job_posting"), str):
        body["job_posting"] = json.dumps({"@type": "JobPosting", "title": body["job_posting"][:200]})
