<?php

/**
 * A Laravel application as small as it gets: real Eloquent, real filesystem adapter, the classes of examples/laravel,
 * in a time zone far from UTC. One action per run; its answer goes to standard output as JSON.
 *
 * Usage: php application.php ACTION [ARGUMENT…], with AI_DB_* and BUCKET in the environment.
 */

// Eloquent 8 on PHP 8.2 mentions what PHP 9 will not allow.
error_reporting(E_ALL & ~E_DEPRECATED);
ini_set('display_errors', 'stderr');
date_default_timezone_set('America/New_York');

foreach (['Database', 'Filesystem', 'Http'] as $package) {
    require "/usr/share/php/Illuminate/$package/autoload.php";
}
require '/usr/share/php/League/Flysystem/autoload.php';
spl_autoload_register(function (string $class): void {
    $file = __DIR__ . '/../../../examples/laravel/' . strtr(lcfirst($class), '\\', '/') . '.php';
    if (is_file($file)) {
        require $file;
    }
});

use App\Models\CallRecording;
use App\Services\CallRecordingService;
use Illuminate\Database\Capsule\Manager;
use Illuminate\Filesystem\FilesystemAdapter;
use Illuminate\Http\UploadedFile;
use League\Flysystem\Adapter\Local;
use League\Flysystem\Filesystem;

function env(string $name, $default = null)
{
    return getenv($name) === false ? $default : getenv($name);
}

$connection = (require __DIR__ . '/../../../examples/laravel/config/ai.php')['connection'];
// As an application would have it that never thought about time zones.
$connection['timezone'] = env('SESSION_TIME_ZONE', $connection['timezone']);
$capsule = new Manager();
$capsule->addConnection($connection, 'ai');
$capsule->bootEloquent();
$service = new CallRecordingService(new FilesystemAdapter(new Filesystem(new Local((string) env('BUCKET', '/nonexistent')))));

$actions = [
    'insert' => fn (string $apexId, string $key) => CallRecording::create(['apex_id' => $apexId, 'storage_key' => $key])->refresh(),
    'upload' => fn (string $path, string $apexId, string $metadata = '[]') => $service->uploadForProcessing(
        new UploadedFile($path, basename($path), null, UPLOAD_ERR_OK, true), $apexId, json_decode($metadata, true)
    ),
    'upload-path' => fn (string $path, string $apexId) => $service->uploadFromPath($path, $apexId),
    'statistics' => fn () => $service->getStatistics(),
    'reprocess' => fn (string $id) => ['changed' => $service->reprocess(CallRecording::findOrFail($id))],
    'read' => fn (string $id) => CallRecording::with(['transcription.segments', 'analysis'])->findOrFail($id),
    'times' => fn (string $id) => [
        'timestamp' => CallRecording::findOrFail($id)->available_at->getPreciseTimestamp(6),
        'dirty_after_read' => tap(CallRecording::findOrFail($id), fn ($row) => $row->available_at)->isDirty(),
    ],
    'started-at' => fn (string $id, string $local) => tap(
        CallRecording::findOrFail($id), fn ($row) => $row->fill(['call_started_at' => $local])->save()
    ),
    'fill-status' => fn () => ['status' => (new CallRecording(['processing_status' => 'completed']))->processing_status],
    'correct' => function (string $id, string $text) {
        $segment = CallRecording::findOrFail($id)->transcription->segments->first();
        $segment->update(['edited_text' => $text, 'edited_by' => 'reviewer', 'edited_at' => now()]);

        return ['text' => $segment->text, 'shown' => $segment->refresh()->shown_text];
    },
];

function now(): DateTimeInterface
{
    return new DateTimeImmutable();
}

$arguments = array_slice($argv, 2);
echo json_encode($actions[$argv[1]](...$arguments), JSON_THROW_ON_ERROR | JSON_PRESERVE_ZERO_FRACTION), "\n";
