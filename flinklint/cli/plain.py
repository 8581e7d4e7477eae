"""Ordinary command lines, read off the table without Typer, which costs more than a whole run.

Whatever is odd is not read here: help, completion, an unknown flag, a value that is not allowed.
Typer says what is to be said of it.
"""

from __future__ import annotations

from flinklint.cli.table import COMMANDS, Arguments, Command, Option


def parse(words: list[str]) -> Arguments | None:
    """The command and options that the words of a command line say; None if they are odd."""
    for command in COMMANDS:
        length = len(command.words)
        if tuple(words[:length]) == command.words:
            return _options(command, words[length:])
    return None


def _options(command: Command, words: list[str]) -> Arguments | None:
    flags = {flag: option for option in command.options for flag in option.flags}
    values: dict[str, bool | str | list[str] | None] = {}
    free: list[str] = []
    waiting = iter(words)
    for word in waiting:
        if word == "-" or not word.startswith("-"):
            free.append(word)
            continue
        flag, equals, text = word.partition("=")
        option = flags.get(flag)
        if option is None or (option.switch and equals) or (equals and flag[:2] != "--"):
            return None
        if option.switch:
            values[option.name] = True
        elif not _take(option, text if equals else next(waiting, "--"), values, plain=not equals):
            return None
    for option in command.options:
        if option.flags:
            continue
        given, free = (free, []) if option.many else (free[:1], free[1:])
        if option.required and not given:
            return None
        for text in given:
            _take(option, text, values, plain=False)
    return None if free else Arguments(command, values)


def _take(
    option: Option,
    text: str,
    values: dict[str, bool | str | list[str] | None],
    *,
    plain: bool,
) -> bool:
    """Note an option's value; false if it is odd: not allowed, or perhaps a flag."""
    if (plain and text.startswith("-") and text != "-") or (
        option.choices and text not in option.choices
    ):
        return False
    before = values.get(option.name)
    if option.many:
        values[option.name] = [*(before if isinstance(before, list) else []), text]
    else:
        values[option.name] = text
    return True
