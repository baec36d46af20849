"""A group session, as a partner's trainer runs it: by a secret link, without an account."""

from aiohttp import web

from console import conducting
from console.routing import PUBLIC, get, post
from console.visits import Visit


@get("/t/{secret:[0-9A-Za-z_-]+}", roles=PUBLIC)
async def trainer_desk(visit: Visit) -> web.StreamResponse:
    return await conducting.desk(await conducting.of_link(visit))


@get("/t/{secret:[0-9A-Za-z_-]+}/screen", roles=PUBLIC)
async def trainer_screen(visit: Visit) -> web.StreamResponse:
    return await conducting.projector(await conducting.of_link(visit))


@get("/t/{secret:[0-9A-Za-z_-]+}/screen/live", roles=PUBLIC)
async def trainer_screen_live(visit: Visit) -> web.StreamResponse:
    return await conducting.live(await conducting.of_link(visit), conducting.room)


@get("/t/{secret:[0-9A-Za-z_-]+}/live", roles=PUBLIC)
async def trainer_live(visit: Visit) -> web.StreamResponse:
    return await conducting.live(await conducting.of_link(visit), conducting.table)


@post("/t/{secret:[0-9A-Za-z_-]+}/move", roles=PUBLIC)
async def trainer_move(visit: Visit) -> web.StreamResponse:
    return await conducting.move(await conducting.of_link(visit))


@post("/t/{secret:[0-9A-Za-z_-]+}/show", roles=PUBLIC)
async def trainer_show(visit: Visit) -> web.StreamResponse:
    return await conducting.show(await conducting.of_link(visit))


@post("/t/{secret:[0-9A-Za-z_-]+}/confirm", roles=PUBLIC)
async def trainer_confirm(visit: Visit) -> web.StreamResponse:
    return await conducting.confirm(await conducting.of_link(visit))


@post("/t/{secret:[0-9A-Za-z_-]+}/close", roles=PUBLIC)
async def trainer_close(visit: Visit) -> web.StreamResponse:
    return await conducting.close(await conducting.of_link(visit))
