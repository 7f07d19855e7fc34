<?php

namespace App\Casts;

use Carbon\CarbonImmutable;
use Illuminate\Contracts\Database\Eloquent\CastsAttributes;

/**
 * A UTC DATETIME(6), whatever app.timezone is. Eloquent's own `datetime` cast would read it as local time and write
 * local time into it: rows that become claimable hours late, calls that finished in the future.
 */
class UtcTime implements CastsAttributes
{
    public function get($model, string $key, $value, array $attributes): ?CarbonImmutable
    {
        return $value === null ? null : CarbonImmutable::parse($value, 'UTC');
    }

    public function set($model, string $key, $value, array $attributes): ?string
    {
        return $value === null ? null : CarbonImmutable::parse($value)->utc()->format('Y-m-d H:i:s.u');
    }
}
