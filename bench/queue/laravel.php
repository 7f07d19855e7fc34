<?php

/**
 * Laravel's own database queue without the rest of the framework: pops jobs and deletes them, as its worker does.
 *
 * Usage: php laravel.php version | php laravel.php work HOST PORT USER PASSWORD DATABASE
 * `work` prints "ready", waits for a line on standard input, works for ten seconds or until nothing is left, and prints
 * what it did as JSON.
 */

error_reporting(E_ALL & ~E_DEPRECATED);
ini_set('display_errors', 'stderr');

foreach (['Database', 'Queue'] as $package) {
    require "/usr/share/php/Illuminate/$package/autoload.php";
}

use Illuminate\Container\Container;
use Illuminate\Database\Capsule\Manager;
use Illuminate\Database\QueryException;
use Illuminate\Queue\DatabaseQueue;

if ($argv[1] === 'version') {
    class_exists(DatabaseQueue::class) || exit(1);
    echo trim((string) shell_exec("dpkg-query -W -f='\${Version}' php-illuminate-queue 2>/dev/null")) ?: 'unknown', "\n";
    exit(0);
}

[, , $host, $port, $user, $password, $database] = $argv;
$capsule = new Manager();
$capsule->addConnection([
    'driver' => 'mysql',
    'host' => $host,
    'port' => $port,
    'username' => $user,
    'password' => $password,
    'database' => $database,
    'charset' => 'utf8mb4',
    'collation' => 'utf8mb4_unicode_ci',
]);
$queue = new DatabaseQueue($capsule->getConnection(), 'jobs');
$queue->setContainer(new Container());
$queue->size();

echo "ready\n";
fgets(STDIN);

$ids = $claimMs = [];
$deadlocks = $empty = 0;
$until = microtime(true) + 10;
while (microtime(true) < $until) {
    try {
        $started = microtime(true);
        $job = $queue->pop();
        $claimMs[] = (microtime(true) - $started) * 1000;
        if ($job === null) {
            $empty++;
            if ($queue->size() === 0) {
                break;
            }
            continue;
        }
        $job->delete();
        $ids[] = $job->getJobId();
    } catch (QueryException $error) {
        if (!str_contains($error->getMessage(), 'Deadlock')) {
            throw $error;
        }
        $deadlocks++;
    }
}
echo json_encode(compact('ids', 'claimMs', 'deadlocks', 'empty')), "\n";
