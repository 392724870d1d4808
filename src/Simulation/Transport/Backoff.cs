using ChargePoints;

namespace Simulation.Transport;

/// <summary>The pauses of one charger between attempts to connect; their jitter follows from seed and charger id.</summary>
internal struct Backoff(ulong seed, string chargerId)
{
    private RandomStream _jitter = RandomStream.For(seed, chargerId, "reconnect");

    /// <summary>The pause after the given number of failed attempts in a row.</summary>
    public TimeSpan Next(BackoffSettings settings, int failedAttempts)
    {
        var doublings = Math.Clamp(failedAttempts - 1, 0, 30);
        var full = Math.Min(settings.First.TotalSeconds * Math.Pow(2, doublings), settings.Longest.TotalSeconds);
        return TimeSpan.FromSeconds(full * (1 - (settings.Jitter * _jitter.NextDouble())));
    }
}
