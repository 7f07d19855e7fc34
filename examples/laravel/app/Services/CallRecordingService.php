<?php

namespace App\Services;

use App\Models\CallRecording;
use Carbon\CarbonImmutable;
use Illuminate\Contracts\Filesystem\Filesystem;
use Illuminate\Database\QueryException;
use Illuminate\Http\UploadedFile;
use RuntimeException;

/**
 * Submits recordings and asks after them. There is no API to call: a `pending` row is a submitted call, and some worker
 * takes it at its next look, within POLL_INTERVAL seconds.
 */
class CallRecordingService
{
    private const DEFAULT_TENANT = 1;

    /** SQLSTATE of a unique key that is taken. */
    private const DUPLICATE = '23000';

    /** @param Filesystem $bucket the bucket or folder that the workers read (see config/ai.php) */
    public function __construct(private Filesystem $bucket)
    {
    }

    /**
     * Stores an uploaded recording and queues it. Safe to repeat: a call id that is there already changes nothing, and
     * its row is returned.
     *
     * @param string $apexId the telephony system's call id, unique per tenant
     * @param array<string, mixed> $metadata columns of the row by name (agent_name, direction, tenant_id …); what is no
     *     column goes into its `metadata`
     * @throws RuntimeException when the bucket refuses the file
     */
    public function uploadForProcessing(UploadedFile $file, string $apexId, array $metadata = []): CallRecording
    {
        return $this->submit($file->getRealPath(), $file->getClientOriginalExtension(), $apexId, $metadata);
    }

    /**
     * The same for a file that lies on this machine.
     *
     * @param array<string, mixed> $metadata as for uploadForProcessing
     * @throws RuntimeException when the file cannot be read or the bucket refuses it
     */
    public function uploadFromPath(string $path, string $apexId, array $metadata = []): CallRecording
    {
        return $this->submit($path, pathinfo($path, PATHINFO_EXTENSION), $apexId, $metadata);
    }

    /**
     * Rows by status, the history included.
     *
     * @return array{total: int, pending: int, processing: int, completed: int, failed: int}
     */
    public function getStatistics(): array
    {
        $counts = CallRecording::query()
            ->selectRaw('processing_status, COUNT(*) AS count')
            ->groupBy('processing_status')
            ->pluck('count', 'processing_status');

        return [
            'total' => (int) $counts->sum(),
            'pending' => (int) $counts->get('pending', 0),
            'processing' => (int) $counts->get('processing', 0),
            'completed' => (int) $counts->get('completed', 0),
            'failed' => (int) $counts->get('failed', 0),
        ];
    }

    /**
     * Puts a finished recording back in the queue with fresh attempts. Its results stay until the new ones are there.
     *
     * @return bool false when it is still pending or being processed: nothing was changed
     */
    public function reprocess(CallRecording $recording): bool
    {
        $rows = CallRecording::query();
        $now = $rows->raw('UTC_TIMESTAMP(6)');
        $changed = $rows
            ->whereKey($recording->getKey())
            ->whereIn('processing_status', CallRecording::FINISHED)
            ->update([
                'processing_status' => 'pending',
                'available_at' => $now,
                'attempts' => 0,
                'stalls' => 0,
                'progress_percentage' => 0,
                'current_step' => null,
                'claimed_by' => null,
                'claim_token' => null,
                'lease_expires_at' => null,
                'processing_started_at' => null,
                'processing_completed_at' => null,
                'updated_at' => $now,
            ]);
        $recording->refresh();

        return $changed === 1;
    }

    private function submit(string $path, string $extension, string $apexId, array $metadata): CallRecording
    {
        $tenant = (int) ($metadata['tenant_id'] ?? self::DEFAULT_TENANT);
        // Looked for first: uploading again would replace the audio of a call that is perhaps being processed.
        $known = $this->find($tenant, $apexId);
        if ($known !== null) {
            return $known;
        }
        $row = $this->columns($metadata);
        $row['tenant_id'] = $tenant;
        $row['apex_id'] = $apexId;
        $row['storage_key'] = $this->keyFor($tenant, $apexId, $extension);
        $row['sha256'] = hash_file('sha256', $path) ?: throw new RuntimeException('The recording cannot be read.');
        // The object before the row: a worker may claim the row in the same second.
        $this->upload($path, $row['storage_key']);

        return $this->insert($row);
    }

    /** Splits what describes the call into columns and the rest. */
    private function columns(array $metadata): array
    {
        $fillable = (new CallRecording())->getFillable();
        $row = array_intersect_key($metadata, array_flip($fillable));
        $rest = array_diff_key($metadata, $row);
        if ($rest !== []) {
            $row['metadata'] = array_merge((array) ($row['metadata'] ?? []), $rest);
        }

        return $row;
    }

    /** `call-recordings/2026/03/01/name`; the call id names the object, so that two calls never share one. */
    private function keyFor(int $tenant, string $apexId, string $extension): string
    {
        $name = preg_replace('/^\.|[^A-Za-z0-9_.-]/', '_', $apexId);
        if ($name !== $apexId) {
            $name .= '-' . substr(hash('sha256', $apexId), 0, 8);
        }
        if ($tenant !== self::DEFAULT_TENANT) {
            $name = "tenant-$tenant-$name";
        }
        $extension = preg_replace('/[^a-z0-9]/', '', strtolower($extension));

        return 'call-recordings/' . CarbonImmutable::now('UTC')->format('Y/m/d') . '/' . rtrim("$name.$extension", '.');
    }

    private function upload(string $path, string $key): void
    {
        $stream = fopen($path, 'rb') ?: throw new RuntimeException('The recording cannot be read.');
        try {
            if ($this->bucket->put($key, $stream) === false) {
                throw new RuntimeException('The bucket did not take the recording.');
            }
        } finally {
            // Some drivers close it themselves.
            if (is_resource($stream)) {
                fclose($stream);
            }
        }
    }

    /** Another request may have submitted the same call since we looked. */
    private function insert(array $row): CallRecording
    {
        try {
            // Read back: the defaults (status, priority, times) are the database's.
            return CallRecording::create($row)->refresh();
        } catch (QueryException $error) {
            if ($error->getCode() !== self::DUPLICATE) {
                throw $error;
            }

            return $this->find($row['tenant_id'], $row['apex_id']) ?? throw $error;
        }
    }

    private function find(int $tenant, string $apexId): ?CallRecording
    {
        return CallRecording::query()->where('tenant_id', $tenant)->where('apex_id', $apexId)->first();
    }
}
