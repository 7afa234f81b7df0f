"""Stories: each plays on the window and stops wherever there is something to see, in the order of a day's work."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping

from tests.ui.gallery import desk_stories, job_stories
from tests.ui.gallery.house import House
from tests.ui.gallery.stage import Stage

Story = Callable[[House], Generator[tuple[str, Stage], None, None]]
"""Stops with the name of what is to be seen, and the stage where it is."""

STORIES: Mapping[str, Story] = {
    story.__name__.replace("_", "-"): story
    for story in (
        desk_stories.first_start,
        desk_stories.home,
        job_stories.receiving,
        job_stories.packing,
        job_stories.packing_again,
        job_stories.palletising,
        job_stories.weighing,
        job_stories.loading,
        job_stories.left_behind,
        job_stories.trouble,
        job_stories.people,
        desk_stories.printers,
        desk_stories.print_runs,
        desk_stories.searching,
        desk_stories.importing,
        desk_stories.settings,
    )
}
"""All stories by name."""
