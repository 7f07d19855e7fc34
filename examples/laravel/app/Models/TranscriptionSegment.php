<?php

namespace App\Models;

use App\Casts\UtcTime;
use Illuminate\Database\Eloquent\Model;
use Illuminate\Database\Eloquent\Relations\BelongsTo;

/** A stretch of one speaker's words. A person may correct it: `edited_text` beside the original. */
class TranscriptionSegment extends Model
{
    protected $connection = 'ai';

    protected $table = 'ai_call_transcription_segments';

    public $timestamps = false;

    protected $fillable = ['edited_text', 'edited_by', 'edited_at'];

    protected $casts = [
        'sequence' => 'integer',
        'start_ms' => 'integer',
        'end_ms' => 'integer',
        'channel' => 'integer',
        'confidence' => 'float',
        'words' => 'array',
        'edited_at' => UtcTime::class,
    ];

    public function transcription(): BelongsTo
    {
        return $this->belongsTo(Transcription::class, 'transcription_id');
    }

    /** `$segment->shown_text`: the correction where there is one. */
    public function getShownTextAttribute(): string
    {
        return $this->edited_text ?? $this->text;
    }
}
