<?php

namespace App\Models;

use App\Casts\UtcTime;
use Illuminate\Database\Eloquent\Model;
use Illuminate\Database\Eloquent\Relations\BelongsTo;
use Illuminate\Database\Eloquent\Relations\HasMany;

/** The transcript of a recording, redacted. Written by the workers; read-only for the application. */
class Transcription extends Model
{
    protected $connection = 'ai';

    protected $table = 'ai_call_transcriptions';

    public $timestamps = false;

    protected $guarded = ['*'];

    protected $casts = [
        'language_confidence' => 'float',
        'confidence' => 'float',
        'is_low_confidence' => 'boolean',
        'model_is_generated' => 'boolean',
        'word_count' => 'integer',
        'processing_ms' => 'integer',
        'real_time_factor' => 'float',
        'pii_count' => 'integer',
        'pii_types' => 'array',
        'speech_quality' => 'array',
        'created_at' => UtcTime::class,
    ];

    public function recording(): BelongsTo
    {
        return $this->belongsTo(CallRecording::class, 'recording_id');
    }

    public function segments(): HasMany
    {
        return $this->hasMany(TranscriptionSegment::class, 'transcription_id')->orderBy('sequence');
    }
}
