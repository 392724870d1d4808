namespace ChargePoints;

/// <summary>
/// A security profile that was raised and has not connected yet: where it cannot, the charge point goes back to the one before
/// (security whitepaper, use case A05).
/// </summary>
internal sealed class ProfileTrial(ChargePoint cp)
{
    /// <summary>Failed attempts to connect after which the trial is over.</summary>
    public const int Attempts = 3;

    private int _failures;

    /// <summary>The profile to go back to; null when none is on trial.</summary>
    public int? Before { get; private set; }

    public void Restore(int? before) => Before = before;

    /// <summary>The profile was raised from <paramref name="before"/>.</summary>
    public void Begin(int before)
    {
        // Raised twice without a connection: what worked last is what counts.
        _failures = 0;
        Set(Before ?? before);
    }

    /// <summary>It connects.</summary>
    public void Passed()
    {
        if (Before is not null)
        {
            Set(null);
        }
    }

    /// <summary>An attempt to connect has failed; <paramref name="last"/> when there will be no other.</summary>
    public void Failed(bool last, string detail)
    {
        if (Before is not { } before || (++_failures < Attempts && !last))
        {
            return;
        }
        string what =
            $"security profile {cp.Configuration.SecurityProfile} cannot connect ({detail}): back to {before}";
        Set(null);
        cp.Configuration = cp.Configuration.WithSecurityProfile(before);
        cp.Save(DurableParts.Configuration);
        cp.Tell(EventCategory.System, ChargePointEventType.ConfigurationChanged, 0, what);
        cp.SecurityEvents.Report(SecurityEventType.ReconfigurationOfSecurityParameters, what, asked: true);
        cp.Reconnect(what);
    }

    private void Set(int? before)
    {
        Before = before;
        cp.Save(DurableParts.Certificates);
        cp.SecurityChanged();
    }
}
