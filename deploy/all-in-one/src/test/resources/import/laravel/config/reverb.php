<?php

use Illuminate\Support\Str;

// What the server is told about itself comes first; 'return' within a text is none.
$note = 'we return [later]';

return [
    'default' => env('REVERB_SERVER', 'reverb'),

    /* One server,
       as it came. */
    'servers' => [
        'reverb' => [
            'host' => env('REVERB_SERVER_HOST', '0.0.0.0'),
            'port' => (int) env('REVERB_SERVER_PORT', 8080),
            'options' => ['tls' => []],
            'max_request_size' => 10_000,
            'scaling' => ['enabled' => false, 'timeout' => 60 * 2],
        ],
    ],

    'apps' => [
        'provider' => 'config',
        'apps' => [
            [
                'key' => env('REVERB_APP_KEY'),
                'secret' => env('REVERB_APP_SECRET'),
                'app_id' => env('REVERB_APP_ID'),
                'options' => [
                    'host' => env('REVERB_HOST'),
                    'useTLS' => env('REVERB_SCHEME', 'https') === 'https',
                ],
                'allowed_origins' => explode(',', (string) env('REVERB_ALLOWED', '*')),
                'ping_interval' => env('REVERB_APP_PING_INTERVAL', 60),
                'activity_timeout' => env('REVERB_APP_ACTIVITY_TIMEOUT', 30),
                'max_connections' => env('REVERB_APP_MAX_CONNECTIONS'),
                'max_message_size' => env('REVERB_APP_MAX_MESSAGE_SIZE', 10_000),
                'accept_client_events_from' => env('REVERB_APP_ACCEPT_CLIENT_EVENTS_FROM', 'members'),
                'rate_limiting' => [
                    'enabled' => env('REVERB_APP_RATE_LIMITING_ENABLED', true),
                    'max_attempts' => 120,
                    'decay_seconds' => 60,
                    'terminate_on_limit' => false,
                ],
            ],
            [
                'app_id' => '77',
                'key' => "second-key",
                'secret' => 'it\'s secret',
                'allowed_origins' => ['*'],
                'max_message_size' => 100 * 1024,
                'accept_client_events_from' => 'none',
            ],
        ],
    ],
];
