# Sends some of each kind, and revokes those whose ids it is given, a line each.
import sys
from tasks import *
for i in range(6):
    good.delay(0.1 * (1 + i % 3))
bad.delay()
again.delay()
long = endless.delay()
print(long.id, never.apply_async(countdown=1000).id, flush=True)
for line in sys.stdin: # when the two are to be revoked
    app.control.revoke(line.strip(), terminate=True)
