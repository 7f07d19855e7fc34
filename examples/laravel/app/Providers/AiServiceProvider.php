<?php

namespace App\Providers;

use App\Services\CallRecordingService;
use Illuminate\Contracts\Filesystem\Filesystem;
use Illuminate\Support\Facades\Storage;
use Illuminate\Support\ServiceProvider;

/** Adds the connection `ai` and the disk `call-recordings` of config/ai.php, and gives the disk to the service. */
class AiServiceProvider extends ServiceProvider
{
    public function register(): void
    {
        config([
            'database.connections.ai' => config('ai.connection'),
            'filesystems.disks.call-recordings' => config('ai.disk'),
        ]);
        $this->app->when(CallRecordingService::class)
            ->needs(Filesystem::class)
            ->give(fn () => Storage::disk('call-recordings'));
    }
}
