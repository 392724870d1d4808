namespace ChargePoints;

/// <summary>What a changed configuration key means for what is going on.</summary>
internal static class ConfigurationEffects
{
    public static void Apply(ChargePoint cp, ConfigurationKey key, ConfigurationView next)
    {
        if (ReferenceEquals(next, cp.Configuration))
        {
            return;
        }
        int profileBefore = cp.Configuration.SecurityProfile;
        cp.Configuration = next;
        cp.Save(key.Access == ConfigurationAccess.WriteOnly ? DurableParts.Secrets : DurableParts.Configuration);
        cp.Tell(
            EventCategory.System,
            ChargePointEventType.ConfigurationChanged,
            0,
            key.Access == ConfigurationAccess.WriteOnly ? key.Name : $"{key.Name} = {next.Text(key)}"
        );
        if (key == ConfigurationKeys.SecurityProfile)
        {
            cp.ProfileTrial.Begin(profileBefore);
        }
        if (key == ConfigurationKeys.AuthorizationKey || key == ConfigurationKeys.SecurityProfile)
        {
            // Keys of the security extension, in whatever profile.
            cp.SecurityEvents.Report(SecurityEventType.ReconfigurationOfSecurityParameters, key.Name, asked: true);
        }
        if (key == ConfigurationKeys.LocalAuthListEnabled)
        {
            cp.LocalAuthListSwitched();
        }
        if (!cp.Power.IsRunning)
        {
            return;
        }
        if (key == ConfigurationKeys.HeartbeatInterval)
        {
            cp.Heartbeat.Restart();
        }
        else if (key == ConfigurationKeys.MessageTimeout)
        {
            cp.Outbox.SetTimeout();
        }
        else if (key == ConfigurationKeys.TransactionMessageRetryInterval)
        {
            cp.Queue.RetryIntervalChanged();
        }
        else if (key == ConfigurationKeys.MinimumStatusDuration)
        {
            cp.Station.Status.DurationChanged();
            foreach (Connector connector in cp.Connectors)
            {
                connector.Status.DurationChanged();
            }
        }
        else if (key == ConfigurationKeys.ConnectionTimeOut)
        {
            foreach (Connector connector in cp.Connectors)
            {
                connector.ConnectionTimeOutChanged();
            }
        }
        else if (key == ConfigurationKeys.ConnectorPhaseRotation)
        {
            // Other phases have other volts.
            Array.ForEach(cp.Connectors, connector => connector.UpdatePower());
        }
        else if (key == ConfigurationKeys.ClockAlignedDataInterval)
        {
            cp.Aligned.Schedule();
        }
        else if (key == ConfigurationKeys.MeterValueSampleInterval)
        {
            RescheduleSamples(cp);
        }
        else if (
            key == ConfigurationKeys.SecurityProfile
            || (key == ConfigurationKeys.AuthorizationKey && next.SecurityProfile < 3)
        )
        {
            // Takes hold with the next connection (security whitepaper, use cases A01 and A05).
            cp.Reconnect($"{key.Name} was changed");
        }
    }

    private static void RescheduleSamples(ChargePoint cp)
    {
        foreach (Connector connector in cp.Connectors)
        {
            if (connector.Transaction is { } transaction)
            {
                SampledMeterValues.Schedule(cp, transaction);
            }
        }
    }
}
