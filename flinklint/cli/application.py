"""The Typer application, made from the table: help, completion, and what is wrong with a word."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any, Optional

import typer

from flinklint import __version__
from flinklint.cli.table import COMMANDS, GROUPS, Arguments, Command, Option
from flinklint.nearest import nearest

_HELP = "Check deployments of fully managed Flink, and compile what is submitted."


def build(run: Callable[[Arguments], int]) -> typer.Typer:
    """The application; `run` runs a command and gives the exit code."""
    app = _group("flinklint", _HELP, completion=True)
    app.callback()(_root)
    groups = {name: _group(name, text, completion=False) for name, text in GROUPS.items()}
    for command in COMMANDS:
        *before, name = command.words
        holder = groups[before[0]] if before else app
        if before and not holder.registered_commands:
            app.add_typer(holder, name=before[0])
        if name in groups and not before:  # a command by itself, with others below it
            holder = groups[name]
            holder.info.no_args_is_help = False
            holder.callback(invoke_without_command=True)(_by_itself(_function(command, run)))
        else:
            holder.command(name, help=command.help)(_function(command, run))
    return app


def _group(name: str, text: str, *, completion: bool) -> typer.Typer:
    return typer.Typer(
        name=name,
        help=text,
        no_args_is_help=True,
        add_completion=completion,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"flinklint {__version__}")
        raise typer.Exit


def _root(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version."
    ),
) -> None:
    pass


_root.__doc__ = _HELP


def _function(command: Command, run: Callable[[Arguments], int]) -> Callable[..., None]:
    """A function with the signature that Typer reads a command's options off."""

    def call(**values: Any) -> None:
        lists = {
            option.name: values[option.name] or [] for option in command.options if option.many
        }
        raise typer.Exit(run(Arguments(command, {**values, **lists})))

    annotations = {option.name: _annotation(option) for option in command.options}
    call.__annotations__ = annotations
    parameters = [
        inspect.Parameter(
            option.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=_information(option),
            annotation=annotations[option.name],
        )
        for option in command.options
    ]
    call.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return call


def _by_itself(call: Callable[..., None]) -> Callable[..., None]:
    """A command that does nothing where one below it is called."""

    def call_alone(context: typer.Context, **values: Any) -> None:
        if context.invoked_subcommand is None:
            call(**values)

    call_alone.__annotations__ = {"context": typer.Context, **call.__annotations__}
    context = inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
    parameters = inspect.signature(call).parameters.values()
    call_alone.__signature__ = inspect.Signature([context, *parameters])  # type: ignore[attr-defined]
    return call_alone


def _annotation(option: Option) -> Any:
    if option.switch:
        return bool
    if option.many:
        return list[str]
    return str if option.required else Optional[str]  # noqa: UP045 - it is a value here


def _information(option: Option) -> Any:
    default: Any = ... if option.required else option.default
    if not option.flags:
        # click before 8.3 takes no default of an argument that can be there many times
        given = default if option.required or not option.many else None
        return typer.Argument(given, help=option.help, show_default=False)
    choices = option.choices
    named = f"<{'|'.join(choices)}>" if choices else option.name.upper()
    return typer.Option(
        default,
        *option.flags,
        help=option.help,
        metavar=option.metavar or (None if option.switch else named),
        show_default=False,
        callback=_one_of(choices) if choices else None,
        autocompletion=_offer(choices) if choices else None,
    )


def _one_of(choices: Sequence[str]) -> Callable[[str | None], str | None]:
    def choose(text: str | None) -> str | None:
        if text is None or text in choices:
            return text
        near = nearest(text, choices)
        meant = "" if near is None else f"; did you mean `{near}`?"
        raise typer.BadParameter(f"`{text}` is none of {', '.join(choices)}{meant}")

    return choose


def _offer(choices: Sequence[str]) -> Callable[[str], list[str]]:
    return lambda incomplete: [choice for choice in choices if choice.startswith(incomplete)]
