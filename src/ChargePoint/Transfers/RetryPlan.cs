namespace ChargePoints;

/// <summary>
/// How often and how soon a transfer is tried again (OCPP 1.6 §6.25, §6.55): <c>retries</c> are attempts after the first. What the
/// CSMS leaves open the charge point decides.
/// </summary>
/// <param name="Retries">Attempts after the first, 0 to <see cref="MostRetries"/>.</param>
/// <param name="IntervalSeconds">Seconds from the end of one attempt to the next, 1 to a day.</param>
public sealed record RetryPlan(int Retries, int IntervalSeconds)
{
    /// <summary>Retries when the CSMS names none.</summary>
    public const int DefaultRetries = 2;

    /// <summary>Seconds between attempts when the CSMS names none.</summary>
    public const int DefaultIntervalSeconds = 10;

    /// <summary>More than this is no plan.</summary>
    public const int MostRetries = 1_000;

    private const int SecondsPerDay = 86_400;

    internal TimeSpan Interval => TimeSpan.FromSeconds(IntervalSeconds);

    internal static RetryPlan Of(int? retries, int? retryInterval) =>
        new(
            Math.Clamp(retries ?? DefaultRetries, 0, MostRetries),
            Math.Clamp(retryInterval ?? DefaultIntervalSeconds, 1, SecondsPerDay)
        );
}
