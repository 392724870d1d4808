namespace ChargePoints;

/// <summary>Types of <see cref="EventOccurred"/>. The log and the timeline filter by them.</summary>
public static class ChargePointEventType
{
    /// <summary>Switched on, or back after a reset; it boots.</summary>
    public const string PoweredOn = "PoweredOn";

    /// <summary>Switched off in an orderly way.</summary>
    public const string PoweredOff = "PoweredOff";

    /// <summary>Power failed.</summary>
    public const string PowerLost = "PowerLost";

    /// <summary>A reset begins.</summary>
    public const string Reset = "Reset";

    /// <summary>The CSMS answered BootNotification, or failed to.</summary>
    public const string Registration = "Registration";

    /// <summary>The clock was set by the CSMS.</summary>
    public const string ClockSet = "ClockSet";

    /// <summary>A connector's status changed.</summary>
    public const string StatusChanged = "StatusChanged";

    /// <summary>A car was plugged in.</summary>
    public const string PluggedIn = "PluggedIn";

    /// <summary>A cable was pulled.</summary>
    public const string Unplugged = "Unplugged";

    /// <summary>The plug was locked or unlocked, or the lock failed.</summary>
    public const string Lock = "Lock";

    /// <summary>A tag may charge.</summary>
    public const string Authorized = "Authorized";

    /// <summary>A tag may not charge, or was ignored.</summary>
    public const string NotAuthorized = "NotAuthorized";

    /// <summary>Nobody came in time (ConnectionTimeOut).</summary>
    public const string ConnectionTimeout = "ConnectionTimeout";

    /// <summary>A transaction began.</summary>
    public const string TransactionStarted = "TransactionStarted";

    /// <summary>The CSMS gave a transaction its id, accepted or not.</summary>
    public const string TransactionAnswered = "TransactionAnswered";

    /// <summary>A transaction interrupted by a power loss goes on.</summary>
    public const string TransactionResumed = "TransactionResumed";

    /// <summary>A transaction ended.</summary>
    public const string TransactionStopped = "TransactionStopped";

    /// <summary>A call failed: no answer in time, an error, or an answer that is not valid.</summary>
    public const string CallFailed = "CallFailed";

    /// <summary>A transaction message was given up after its last attempt.</summary>
    public const string MessageGivenUp = "MessageGivenUp";

    /// <summary>The queue was full and an intermediate meter value was dropped.</summary>
    public const string MessageDropped = "MessageDropped";

    /// <summary>A configuration key was changed.</summary>
    public const string ConfigurationChanged = "ConfigurationChanged";

    /// <summary>Availability was changed or scheduled to change.</summary>
    public const string AvailabilityChanged = "AvailabilityChanged";

    /// <summary>The authorization cache was cleared.</summary>
    public const string CacheCleared = "CacheCleared";

    /// <summary>A hardware fault began.</summary>
    public const string FaultStarted = "FaultStarted";

    /// <summary>A hardware fault ended.</summary>
    public const string FaultCleared = "FaultCleared";

    /// <summary>A DataTransfer of ours was answered, or one of the CSMS's arrived.</summary>
    public const string DataTransfer = "DataTransfer";
}
