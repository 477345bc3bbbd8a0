"""Identity numbers are found however they are written, and ordinary numbers are left alone."""

import pytest

from kartlaggning.personal_data import has_identity_number, luhn_holds

# Made up for this test: date and check digit are right.
TEST_NUMBERS = [
    "189001019802",
    "19900101-2385",
    "900101-2385",
    "9001012385",
    "900101 2385",
    "900101+2385",
    "900101 - 2385",
]


@pytest.mark.parametrize("number", TEST_NUMBERS)
def test_an_identity_number_is_found_in_running_text(number):
    assert has_identity_number(f"Det bor någon här, {number}, som")


def test_a_coordination_number_is_found():
    # The day of the month plus 60; the check digit follows from the others.
    digit = next(digit for digit in range(10) if luhn_holds(f"900161238{digit}"))
    assert has_identity_number(f"900161-238{digit}")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "900101-2386",  # wrong check digit
        "901301-2384",  # no thirteenth month
        "900230-2384",  # no thirtieth of February
        "Ring 08-508 00 000 eller 114 14",
        "Diarienummer 2024/1234",
        "1789001012385123",  # digits on both sides
        "Kvitto 2K7Q-9001-P3XW, 53 plater år 2024",
    ],
)
def test_other_numbers_are_left_alone(text):
    assert not has_identity_number(text)


def test_the_check_digit_follows_the_published_example():
    assert luhn_holds("8112189876")
    assert not luhn_holds("8112189875")
