"""Moments and tensions of the invented story of the pier, made by hand."""

from datetime import date

from site_texts import Finder

from sitegen.model import Article, Moment, Tension


def make_tensions(find: Finder) -> tuple[Tension, ...]:
    """Two days in one article, read into its headline, and two numbers in another."""
    return (
        Tension(
            article="outlet-a",
            mentions=(find.mention("outlet-a.0", "Fire"), find.mention("outlet-a.1", "Monday")),
            why="Read as one fire, it falls on two days.",
        ),
        Tension(
            article="outlet-b",
            mentions=(find.mention("outlet-b.2", "More than 30"), find.mention("outlet-b.3", "The mayor")),
            why="Two sentences give different numbers.",
            kind="figure",
        ),
    )


def make_timeline(find: Finder, articles: tuple[Article, ...]) -> tuple[Moment, ...]:
    """Every kind of moment: a year, a day that two give, days left open, periods, no day; and the articles."""
    tuesday = find.mention("outlet-b.1", "Tuesday")
    return (
        Moment(
            kind="event",
            first=date(1899, 1, 1),
            last=date(1899, 12, 31),
            basis="stated",
            label="built in 1899",
            mentions=(find.mention("outlet-a.4", "1899"),),
        ),
        Moment(
            kind="event",
            first=date(2031, 5, 5),
            last=date(2031, 5, 5),
            basis="inferred",
            label="A fire closed the pier",
            mentions=(find.mention("outlet-a.1", "Monday"), find.mention("outlet-c.1", "Monday")),
            claim="pier-closed-1a2b3c",
        ),
        Moment(
            kind="event",
            first=date(2031, 5, 5),
            last=date(2031, 5, 6),
            basis="inferred",
            label="At least 40 visitors were led to safety.",
            mentions=(find.mention("outlet-a.2", "led"), find.mention("outlet-c.2", "led")),
            claim="led-to-safety-4d5e6f",
        ),
        Moment(
            kind="event",
            first=date(2031, 5, 6),
            last=date(2031, 5, 6),
            basis="inferred",
            label="closed the pier of Springfield-on-Sea on Tuesday",
            mentions=(tuesday,),
        ),
        Moment(
            kind="event",
            first=date(2031, 5, 6),
            last=None,
            basis="stated",
            label="The mayor vowed",
            mentions=(find.mention("outlet-b.3", "The mayor"),),
            is_period=True,
            first_by=date(2031, 5, 6),
        ),
        *(
            Moment(kind="published", first=one.date, last=one.date, basis=one.date_basis, label="", article=one.id)
            for one in articles
        ),
        Moment(
            kind="event",
            first=None,
            last=None,
            basis="inferred",
            label="No one was hurt.",
            mentions=(find.mention("outlet-c.4", "hurt"),),
        ),
    )
