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
        'summary_evidence' => 'array',
        'sentiment_score' => 'float',
        'sentiment_change' => 'float',
        'sentiment_by_speaker' => 'array',
        'sentiment_by_quarter' => 'array',
        'quality_score' => 'float',
        'topics' => 'array',
        'agent_actions' => 'array',
        'action_items' => 'array',
        'compliance_flags' => 'array',
        'performance_scores' => 'array',
        'score_impacts' => 'array',
        'coaching' => 'array',
        'call_categories' => 'array',
        'callback_needed' => 'boolean',
        'outcome' => 'array',
        'model_is_generated' => 'boolean',
        'input_tokens' => 'integer',
        'evaluated_tokens' => 'integer',
        'output_tokens' => 'integer',
        'latency_ms' => 'integer',
        'first_token_ms' => 'integer',
        'tokens_per_second' => 'float',
        'parts' => 'integer',
        'dropped_claims' => 'integer',
        'speaker_metrics' => 'array',
        'created_at' => UtcTime::class,
    ];

    public function recording(): BelongsTo
    {
        return $this->belongsTo(CallRecording::class, 'recording_id');
    }
}
