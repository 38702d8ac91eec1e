using ZeekAmqp.Cli.LogFiles;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Replay;

/// <summary>Hands the records of one file over, and notes how far it has come. One thread.</summary>
internal sealed class FileFeed : IDisposable
{
    private readonly Stage _stage;
    private readonly OpenedLog _log;
    private readonly LogReader _reader;
    private readonly MalformedLines _malformed;
    private readonly FilePosition _position;

    // That have got records since the last mark.
    private readonly HashSet<LogOutput> _touched = [];
    private string? _lastPath;
    private LogOutput? _lastOutput;
    private bool _isTouched;
    private long _countedBytes;
    private long _offset;
    private int _tick;

    private FileFeed(Stage stage, LogInput input, OpenedLog log)
    {
        _stage = stage;
        _log = log;
        _malformed = new MalformedLines(input.Name, stage.Messages, stage.Counters);
        // A pipe's name says nothing.
        string? path = stage.Request.Path ?? (log.IsFile ? LogPath.FromFileName(input.KeptAs ?? input.Name) : null);
        _reader = new LogReader(path, stage.Request.Options.Format, stage.Request.Times);
        _position = stage.Positions.Open(log, input.KeptAs ?? input.Name);
        _offset = _position.ResumeAt;
        _tick = stage.Positions.Tick;
    }

    /// <summary>The file.</summary>
    public OpenedLog Log => _log;

    /// <summary>How far it is sent.</summary>
    public FilePosition Position => _position;

    /// <summary>Up to where it was read, in bytes of the text.</summary>
    public long Offset => _offset;

    /// <summary>Whether it could not be read to its end.</summary>
    public bool HasBrokenOff { get; private set; }

    /// <summary>Opens a file, and passes over what an earlier run has sent of it.</summary>
    /// <param name="stage">What all share.</param>
    /// <param name="input">The file.</param>
    /// <param name="isFollowed">Whether it may grow.</param>
    /// <returns>Null if it cannot be read, which has been reported.</returns>
    /// <exception cref="OperationCanceledException">No more is to be read.</exception>
    public static FileFeed? TryOpen(Stage stage, LogInput input, bool isFollowed)
    {
        OpenedLog? log = null;
        FileFeed? feed = null;
        bool isOpen = false;
        try
        {
            // Who comes again finds the rest of a line that is half written now.
            bool isGrowing = isFollowed || stage.Positions.AreKept;
            log = new OpenedLog(input, stage.Counters.AddFileBytes, stage.Stop, isGrowing);
            if (stage.Positions.AreOfUse && log.IsFile)
                log.Lines.FillTo(HeadStream.MaxBytes);
            feed = new FileFeed(stage, input, log);
            isOpen = feed.TryGoTo(feed._position.ResumeAt);
            if (isOpen)
                return feed;
            stage.Messages.Write(
                $"warning: '{input.Name}' ends before byte {feed._position.ResumeAt}, up to which it was sent by an earlier run: it is read from its beginning");
        }
        catch (Exception exception) when (FileTrouble.IsOne(exception))
        {
            MalformedLines malformed = feed?._malformed ?? new MalformedLines(input.Name, stage.Messages, stage.Counters);
            malformed.Add((log?.Lines.LineNumber ?? 0) + 1, CannotBeRead(exception));
            return null;
        }
        finally
        {
            if (!isOpen)
            {
                feed?.Dispose();
                log?.Dispose();
            }
        }

        // It is another one after all.
        stage.Positions.Restart(feed._position);
        return TryOpen(stage, input, isFollowed);
    }

    /// <summary>Reads records and hands them over; what cannot be read any further is reported, and has ended.</summary>
    /// <param name="maxLines">After so many lines at most, others have their turn.</param>
    /// <returns>False if there are no more lines now.</returns>
    /// <exception cref="OperationCanceledException">No more is to be read.</exception>
    public bool ReadOn(int maxLines = int.MaxValue)
    {
        try
        {
            return ReadLines(maxLines);
        }
        catch (Exception exception) when (FileTrouble.IsOne(exception))
        {
            BreakOff(exception);
            return false;
        }
    }

    /// <summary>Notes how far the file was read, and lets go of it.</summary>
    public void Dispose()
    {
        Mark();
        _position.Close(_log.StateWhenRead());
        _malformed.Finish();
        _log.Dispose();
    }

    private static string CannotBeRead(Exception exception) => $"cannot be read from here on: {FileTrouble.Describe(exception)}";

    private void BreakOff(Exception exception)
    {
        HasBrokenOff = true;
        _malformed.Add(_log.Lines.LineNumber + 1, CannotBeRead(exception));
    }

    private bool ReadLines(int maxLines)
    {
        for (int i = 0; i < maxLines; i++)
        {
            _stage.Stop.ThrowIfCancellationRequested();
            if (!_log.Lines.TryRead(out ReadOnlySpan<byte> line))
            {
                Mark();
                return false;
            }

            Take(line);
            _offset = _log.Lines.Offset;
            if (_tick != _stage.Positions.Tick)
                Mark();
        }

        return true;
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        LineReader lines = _log.Lines;
        if (lines.IsTooLong)
        {
            _malformed.Add(lines.LineNumber, $"the line is longer than {LineReader.DefaultMaxLineBytes} bytes");
        }
        else
        {
            LineKind kind = _reader.Read(line, out ReadOnlySpan<byte> message);
            if (kind == LineKind.Malformed)
                _malformed.Add(lines.LineNumber, _reader.Problem);
            else if (kind == LineKind.Skipped || (kind == LineKind.Record && _stage.Request.Choice?.Has(message, _reader.Path) == false))
                _stage.Counters.AddSkipped();
            else if (kind == LineKind.Record)
                Submit(message);
        }

        if (lines.BytesRead == _countedBytes)
            return;
        _stage.Counters.AddBytes(lines.BytesRead - _countedBytes);
        _countedBytes = lines.BytesRead;
    }

    private void Submit(ReadOnlySpan<byte> message)
    {
        _stage.Request.Pace?.Wait(_reader.Time, _stage.Stop);
        if (!ReferenceEquals(_reader.Path, _lastPath))
        {
            _lastPath = null;
            if (!TryFindOutput(out _lastOutput))
                return;
            _lastPath = _reader.Path;
            _isTouched = false;
        }

        _lastOutput!.Submit(_reader.Schema, message, _stage.Stop);
        if (!_isTouched)
            _touched.Add(_lastOutput);
        _isTouched = true;
        _stage.Counters.AddRecord();
    }

    private bool TryFindOutput(out LogOutput? output)
    {
        try
        {
            if (_stage.Outputs.TryGet(_reader.Path, _reader.Schema is not null, out output))
                return true;
            _malformed.Add(_log.Lines.LineNumber, $"it is of one log more than the {LogOutputs.MaxLogs} that are sent at a time");
        }
        catch (OptionException exception)
        {
            // The log's path makes a name too long.
            output = null;
            _malformed.Add(_log.Lines.LineNumber, exception.Message);
        }

        return false;
    }

    /// <summary>Passes over what an earlier run has sent; the heads in it are needed for what follows.</summary>
    /// <returns>False if no line ends there.</returns>
    private bool TryGoTo(long offset)
    {
        LineReader lines = _log.Lines;
        while (lines.Offset < offset && lines.TryRead(out ReadOnlySpan<byte> line))
        {
            _stage.Stop.ThrowIfCancellationRequested();
            if (line is [(byte)'#', ..])
                _reader.Read(line, out _);
            else if (!line.IsEmpty)
                _stage.Counters.AddResumed();
        }

        _countedBytes = offset == 0 ? 0 : lines.BytesRead;
        return lines.Offset == offset;
    }

    private void Mark()
    {
        _tick = _stage.Positions.Tick;
        if (!_stage.Positions.AreOfUse || _offset == _position.Read)
            return;
        // Where nothing is kept, nobody asks what the broker has: batches stay whole.
        _position.Mark(
            _offset, _log.Head, _stage.Positions.AreKept ? [.. _touched.Select(output => new Required(output.Confirmed, output.Seal()))] : []);
        _touched.Clear();
        _isTouched = false;
    }
}
