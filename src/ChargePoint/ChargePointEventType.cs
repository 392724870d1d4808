namespace ChargePoints;

/// <summary>Types of <see cref="EventOccurred"/>. The log and the timeline filter by them; in lower case with hyphens, as all types of the log are.</summary>
public static class ChargePointEventType
{
    /// <summary>Switched on, or back after a reset; it boots.</summary>
    public const string PoweredOn = "powered-on";

    /// <summary>Switched off in an orderly way.</summary>
    public const string PoweredOff = "powered-off";

    /// <summary>Power failed.</summary>
    public const string PowerLost = "power-lost";

    /// <summary>A reset begins.</summary>
    public const string Reset = "reset";

    /// <summary>The CSMS answered BootNotification, or failed to.</summary>
    public const string Registration = "registration";

    /// <summary>The clock was set by the CSMS.</summary>
    public const string ClockSet = "clock-set";

    /// <summary>A connector's status changed.</summary>
    public const string StatusChanged = "status-changed";

    /// <summary>A car was plugged in.</summary>
    public const string PluggedIn = "plugged-in";

    /// <summary>A cable was pulled.</summary>
    public const string Unplugged = "unplugged";

    /// <summary>The plug was locked or unlocked, or the lock failed.</summary>
    public const string Lock = "lock";

    /// <summary>A tag may charge.</summary>
    public const string Authorized = "authorized";

    /// <summary>A tag may not charge, or was ignored.</summary>
    public const string NotAuthorized = "not-authorized";

    /// <summary>Nobody came in time (ConnectionTimeOut).</summary>
    public const string ConnectionTimeout = "connection-timeout";

    /// <summary>A transaction began.</summary>
    public const string TransactionStarted = "transaction-started";

    /// <summary>The CSMS gave a transaction its id, accepted or not.</summary>
    public const string TransactionAnswered = "transaction-answered";

    /// <summary>A transaction interrupted by a power loss goes on.</summary>
    public const string TransactionResumed = "transaction-resumed";

    /// <summary>A transaction ended.</summary>
    public const string TransactionStopped = "transaction-stopped";

    /// <summary>A call failed: no answer in time, an error, or an answer that is not valid.</summary>
    public const string CallFailed = "call-failed";

    /// <summary>A call of the CSMS was refused: the detail has its action, the answer and the reason, in one line.</summary>
    public const string CallRefused = "call-refused";

    /// <summary>An error of the simulator in a call of the CSMS, which was answered InternalError; the charge point goes on.</summary>
    public const string CallHandlerFailed = "call-handler-failed";

    /// <summary>A transaction message was given up after its last attempt.</summary>
    public const string MessageGivenUp = "message-given-up";

    /// <summary>The queue was full and an intermediate meter value was dropped.</summary>
    public const string MessageDropped = "message-dropped";

    /// <summary>A configuration key was changed.</summary>
    public const string ConfigurationChanged = "configuration-changed";

    /// <summary>Availability was changed or scheduled to change.</summary>
    public const string AvailabilityChanged = "availability-changed";

    /// <summary>The authorization cache was cleared.</summary>
    public const string CacheCleared = "cache-cleared";

    /// <summary>The CSMS has updated the local authorization list.</summary>
    public const string LocalListUpdated = "local-list-updated";

    /// <summary>The CSMS contradicts the local authorization list.</summary>
    public const string LocalListConflict = "local-list-conflict";

    /// <summary>A reservation was made or replaced.</summary>
    public const string Reserved = "reserved";

    /// <summary>A reservation ended.</summary>
    public const string ReservationEnded = "reservation-ended";

    /// <summary>A hardware fault began.</summary>
    public const string FaultStarted = "fault-started";

    /// <summary>A hardware fault ended.</summary>
    public const string FaultCleared = "fault-cleared";

    /// <summary>Certificates were installed, removed or requested, or a request failed.</summary>
    public const string CertificatesChanged = "CertificatesChanged";

    /// <summary>A security event: the detail begins with the name of one of <see cref="SecurityEventType"/>.</summary>
    public const string SecurityEvent = "SecurityEvent";

    /// <summary>A DataTransfer of ours was answered.</summary>
    public const string DataTransfer = "data-transfer";

    /// <summary>A charging profile was installed, possibly in place of others.</summary>
    public const string ChargingProfileInstalled = "charging-profile-installed";

    /// <summary>Charging profiles were cleared.</summary>
    public const string ChargingProfilesCleared = "charging-profiles-cleared";

    /// <summary>A firmware update went a step further, or failed.</summary>
    public const string Firmware = "firmware";

    /// <summary>A diagnostics or log file was asked for, or its upload went a step further.</summary>
    public const string Upload = "upload";
}
