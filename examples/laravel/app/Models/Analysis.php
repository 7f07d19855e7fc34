<?php

namespace App\Models;

use App\Casts\UtcTime;
use Illuminate\Database\Eloquent\Model;
use Illuminate\Database\Eloquent\Relations\BelongsTo;

/** What the call was about and how it went. Every finding cites segments by `segment_key`. Written by the workers. */
class Analysis extends Model
{
    protected $connection = 'ai';

    protected $table = 'ai_call_analyses';

    public $timestamps = false;

    protected $guarded = ['*'];

    protected $casts = [
        'sentiment_score' => 'float',
        'quality_score' => 'float',
        'topics' => 'array',
        'agent_actions' => 'array',
        'action_items' => 'array',
        'compliance_flags' => 'array',
        'performance_scores' => 'array',
        'score_impacts' => 'array',
        'coaching' => 'array',
        'speaker_metrics' => 'array',
        'sentiment_by_speaker' => 'array',
        'sentiment_by_quarter' => 'array',
        'model_is_generated' => 'boolean',
        'input_tokens' => 'integer',
        'output_tokens' => 'integer',
        'latency_ms' => 'integer',
        'created_at' => UtcTime::class,
    ];

    public function recording(): BelongsTo
    {
        return $this->belongsTo(CallRecording::class, 'recording_id');
    }
}
