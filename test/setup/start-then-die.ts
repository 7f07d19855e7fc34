import { startPrivateMariaDB } from '../../scripts/private-mariadb.ts';

/** Starts a server in the folder given, tells its process id and port, then waits to be killed. */
const [directory = ''] = process.argv.slice(2);
const { pid, port } = await startPrivateMariaDB({ directory, durable: false });
process.send?.({ pid, port });
setInterval(() => undefined, 60_000);
