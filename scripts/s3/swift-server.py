"""OpenStack Swift with its S3 front (s3api), all four servers in this one process, for tests.

Usage: python3 swift-server.py FOLDER USER SECRET_KEY (the access key is then test:USER)
FOLDER receives rings, settings and objects. Every port is chosen by the kernel. Once the servers answer, one line
is printed: {"port": N}. The process ends when its standard input closes, so it cannot outlive who started it.
Real signatures are checked (a wrong secret is refused), which is why Swift was chosen over friendlier fakes.
"""

import json
import logging
import os
import sys

import eventlet

eventlet.monkey_patch(all=False, socket=True, select=True, thread=True)

from eventlet import hubs, wsgi  # noqa: E402
from swift.account.server import AccountController  # noqa: E402
from swift.common import storage_policy, utils  # noqa: E402
from swift.common.ring import RingBuilder  # noqa: E402
from swift.common.wsgi import SwiftHttpProtocol, loadapp  # noqa: E402
from swift.container.server import ContainerController  # noqa: E402
from swift.obj.server import ObjectController  # noqa: E402

SWIFT_CONF = """[swift-hash]
swift_hash_path_suffix = callmill-test
[storage-policy:0]
name = Policy-0
default = yes
"""

# location = auto is what R2 calls its only region; requests signed for another region are refused.
PROXY_CONF = """[DEFAULT]
swift_dir = {folder}
[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck cache listing_formats s3api tempauth slo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:healthcheck]
use = egg:swift#healthcheck
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:1
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:s3api]
use = egg:swift#s3api
location = auto
[filter:tempauth]
use = egg:swift#tempauth
user_test_{user} = {secret} .admin
[filter:slo]
use = egg:swift#slo
"""


def write(path, text):
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)


def build_ring(folder, name, port):
    """One device, one replica, sixteen partitions."""
    builder = RingBuilder(4, 1, 0)
    builder.add_dev({
        'id': 0, 'region': 1, 'zone': 1, 'ip': '127.0.0.1', 'port': port, 'device': 'disk', 'weight': 1.0,
    })
    builder.rebalance()
    builder.get_ring().save(os.path.join(folder, name + '.ring.gz'))


def serve(socket, app):
    eventlet.spawn(wsgi.server, socket, app, log=logging.getLogger('null'), log_output=False,
                   protocol=SwiftHttpProtocol, max_size=1024)


def main(folder, user, secret):
    os.makedirs(os.path.join(folder, 'devices', 'disk'))
    write(os.path.join(folder, 'swift.conf'), SWIFT_CONF)
    proxy_conf = os.path.join(folder, 'proxy-server.conf')
    write(proxy_conf, PROXY_CONF.format(folder=folder, user=user, secret=secret))
    utils.set_swift_dir(folder)
    storage_policy.reload_storage_policies()

    settings = {'swift_dir': folder, 'devices': os.path.join(folder, 'devices'), 'mount_check': 'false'}
    logger = logging.getLogger('null')
    backends = {'account': AccountController, 'container': ContainerController, 'object': ObjectController}
    for name, controller in backends.items():
        socket = eventlet.listen(('127.0.0.1', 0))
        build_ring(folder, name, socket.getsockname()[1])
        serve(socket, controller(dict(settings, bind_port=str(socket.getsockname()[1]))))

    front = eventlet.listen(('127.0.0.1', 0))
    serve(front, loadapp(proxy_conf))
    print(json.dumps({'port': front.getsockname()[1]}), flush=True)
    hubs.trampoline(sys.stdin.fileno(), read=True)


if __name__ == '__main__':
    main(*sys.argv[1:4])
