<?php

return [
    // The database that holds the ai_ tables. Same names as the workers use.
    'connection' => [
        'driver' => 'mysql',
        'host' => env('AI_DB_HOST', '127.0.0.1'),
        'port' => env('AI_DB_PORT', '3306'),
        'database' => env('AI_DB_DATABASE', 'callmill'),
        'username' => env('AI_DB_USERNAME', 'callmill'),
        'password' => env('AI_DB_PASSWORD', ''),
        'charset' => 'utf8mb4',
        'collation' => 'utf8mb4_unicode_ci',
        // All times in these tables are UTC.
        'timezone' => '+00:00',
        'strict' => true,
    ],

    // The bucket that the workers read. For a shared folder (CALLMILL_STORAGE_DIR):
    // 'disk' => ['driver' => 'local', 'root' => env('CALLMILL_STORAGE_DIR'), 'throw' => true],
    'disk' => [
        'driver' => 's3',
        'endpoint' => env('R2_ENDPOINT'),
        'key' => env('R2_ACCESS_KEY_ID'),
        'secret' => env('R2_SECRET_ACCESS_KEY'),
        'bucket' => env('R2_BUCKET'),
        'region' => 'auto',
        'use_path_style_endpoint' => true,
        // R2 knows none of the checksums that newer SDKs send of their own accord.
        'request_checksum_calculation' => 'when_required',
        'response_checksum_validation' => 'when_required',
        'throw' => true,
    ],
];
