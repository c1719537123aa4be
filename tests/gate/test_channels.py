"""The control channel over real pipes."""

import os
import threading

from gemdesk.kernel.channels import LONGEST, Channel, Message


def _pair() -> tuple[Channel, Channel]:
    one, other = os.pipe(), os.pipe()
    return Channel(one[0], other[1]), Channel(other[0], one[1])


def _heard(raw: bytes) -> list[Message]:
    reading, writing = os.pipe()
    feeder = threading.Thread(target=_feed, args=(writing, raw))
    feeder.start()
    spare, unused = os.pipe()
    os.close(spare)
    channel = Channel(reading, unused)
    found = list(channel.messages())
    feeder.join()
    channel.close()
    return found


def _feed(handle: int, content: bytes) -> None:
    _all(handle, content)
    os.close(handle)


def _all(handle: int, content: bytes) -> None:
    while content:
        content = content[os.write(handle, content) :]


def test_messages_go_both_ways_in_order() -> None:
    one, other = _pair()
    assert one.send("lock", mode="open")
    assert one.send("step", name="حفظ", seconds=0.5)
    assert other.send("show", reason="WRONG_SECRET", facts={"a": 1})
    first, second = (next(messages) for messages in [other.messages()] * 2)
    assert (first.name, first.text("mode")) == ("lock", "open")
    assert second.facts == {"name": "حفظ", "seconds": 0.5}
    assert next(one.messages()).mapping("facts") == {"a": 1}
    one.close()
    assert list(other.messages()) == []
    other.close()


def test_what_is_no_message_is_passed_over() -> None:
    odd = b'rubbish\n["lock"]\n[3, {}]\n{}\n["lock", 1]\n\xff\xfe\n' + b"[" * 30_000 + b'\n["quit", {}]\n["cut'
    assert [message.name for message in _heard(odd)] == ["quit"]


def test_an_overlong_line_is_dropped_and_the_next_one_heard() -> None:
    fits = b'["fits", {"x": "' + b"x" * (LONGEST - 100) + b'"}]\n'
    too_long = b'["flood", {"x": "' + b"x" * (3 * LONGEST) + b'"}]\n'
    assert [message.name for message in _heard(fits + too_long + b'["after", {}]\n')] == ["fits", "after"]


def test_sending_to_one_who_has_gone_says_so() -> None:
    one, other = _pair()
    assert one.send("painted")
    other.close()
    assert not one.send("painted")
    one.close()


def test_listening_hears_all_and_then_the_end() -> None:
    one, other = _pair()
    heard: list[str] = []
    ended = threading.Event()
    other.listen(lambda message: heard.append(message.name), ended.set)
    one.send("painted")
    one.send("handed")
    one.close()
    assert ended.wait(5)
    assert heard == ["painted", "handed"]
    other.close()
