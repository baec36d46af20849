"""A local Bot API server and a messenger in the browser, so that everything runs without a token.

`app.create(store, token, username, now)` is the web application, `app[server.WORLD]` its `world.World`, over a
`store.Store(path)`. `person.Person(world, user_id, first_name, language_code)` writes to the bot in tests, in another
process through `reach.Remote(url, session)`. `world.faults.plan(method, faults.lost_answer())` makes a call fail.
"""
