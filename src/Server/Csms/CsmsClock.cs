using Ocpp;

namespace Server.Csms;

/// <summary>The central system's time: UTC when the process began, and monotonic from there.</summary>
internal sealed class CsmsClock(TimeProvider time)
{
    private readonly Instant _origin = Instant.FromUtc(time.GetUtcNow());
    private readonly long _started = time.GetTimestamp();

    public Instant Now => _origin + time.GetElapsedTime(_started);
}
