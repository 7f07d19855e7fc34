<?php

namespace App\Models;

use App\Casts\UtcTime;
use Illuminate\Database\Eloquent\Model;
use Illuminate\Database\Eloquent\Relations\HasOne;

/**
 * A recorded call and its place in the queue. Inserting a row submits it; `apex_id` and `storage_key` are enough.
 *
 * Only what describes the call can be filled: the queue's columns (status, attempts, claim …) belong to the workers.
 */
class CallRecording extends Model
{
    /** No more will happen by itself. */
    public const FINISHED = ['completed', 'failed', 'cancelled'];

    protected $connection = 'ai';

    protected $table = 'ai_call_recordings';

    /** The database sets created_at and updated_at, in UTC and by its own clock. */
    public $timestamps = false;

    protected $fillable = [
        'tenant_id', 'apex_id', 'client_ref', 'campaign', 'direction', 'agent_id', 'agent_name', 'customer_name',
        'call_started_at', 'metadata', 'storage_bucket', 'storage_key', 'source_url', 'mime_type', 'sha256',
        'channel_roles', 'retain_until', 'priority', 'max_attempts', 'requested_stages', 'correlation_id',
    ];

    protected $hidden = ['claim_token'];

    protected $casts = [
        'metadata' => 'array',
        'channel_roles' => 'array',
        'requested_stages' => 'array',
        'duration_seconds' => 'float',
        'size_bytes' => 'integer',
        'channels' => 'integer',
        'priority' => 'integer',
        'attempts' => 'integer',
        'max_attempts' => 'integer',
        'stalls' => 'integer',
        'progress_percentage' => 'integer',
        'call_started_at' => UtcTime::class,
        'retain_until' => UtcTime::class,
        'audio_deleted_at' => UtcTime::class,
        'available_at' => UtcTime::class,
        'lease_expires_at' => UtcTime::class,
        'processing_started_at' => UtcTime::class,
        'processing_completed_at' => UtcTime::class,
        'created_at' => UtcTime::class,
        'updated_at' => UtcTime::class,
    ];

    public function transcription(): HasOne
    {
        return $this->hasOne(Transcription::class, 'recording_id');
    }

    public function analysis(): HasOne
    {
        return $this->hasOne(Analysis::class, 'recording_id');
    }

    public function isFinished(): bool
    {
        return in_array($this->processing_status, self::FINISHED, true);
    }
}
