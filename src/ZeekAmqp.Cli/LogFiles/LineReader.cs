namespace ZeekAmqp.Cli.LogFiles;

/// <summary>Splits a stream into lines without making an object of each. One thread.</summary>
/// <param name="stream">Where the bytes come from; the caller disposes of it.</param>
/// <param name="maxLineBytes">A longer line is skipped and <see cref="IsTooLong"/> says so.</param>
/// <param name="isGrowing">Whether more may come behind the stream's end: then a line without an end is waited for.</param>
internal sealed class LineReader(Stream stream, int maxLineBytes = LineReader.DefaultMaxLineBytes, bool isGrowing = false)
{
    // Half of RabbitMQ 3's default limit of 128 MiB for a message.
    public const int DefaultMaxLineBytes = 64 * 1024 * 1024;

    private const int InitialBufferBytes = 256 * 1024;

    private byte[] _buffer = new byte[Math.Min(InitialBufferBytes, maxLineBytes + 1)];
    private int _start;
    private int _end;
    private bool _ended;
    private bool _isSkipping;
    private bool _isGrowing = isGrowing;

    /// <summary>Number of the line that was read last, the first being 1.</summary>
    public long LineNumber { get; private set; }

    /// <summary>Bytes taken from the stream.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Where the line begins that is read next, in bytes of the stream.</summary>
    public long Offset => BytesRead - (_end - _start);

    /// <summary>The line read last was longer than allowed; its text is empty.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Whether a line has begun whose end has not come.</summary>
    public bool HasOpenLine => _end > _start || _isSkipping;

    /// <summary>Nothing more comes behind the stream's end: what is there of a last line is all of it.</summary>
    public void EndGrowth() => _isGrowing = false;

    /// <summary>Reads ahead, as far as a buffer and the stream go.</summary>
    public void FillTo(int bytes)
    {
        do
            Fill();
        while (!_ended && _end - _start < Math.Min(bytes, _buffer.Length));
    }

    /// <summary>Reads a line; its end, LF or CR LF, is not part of it. The last one needs none.</summary>
    /// <param name="line">Valid until the next call.</param>
    /// <returns>False at the end of the stream; of one that grows, at what is its end now.</returns>
    /// <exception cref="IOException">The stream cannot be read further.</exception>
    /// <exception cref="InvalidDataException">The stream is of compressed data, which are damaged.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        IsTooLong = false;
        line = default;
        int searched = 0;
        while (true)
        {
            int length = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (length >= 0)
            {
                line = Take(searched + length, terminator: 1);
                return true;
            }

            searched = _end - _start;
            if (searched > maxLineBytes)
            {
                // Its beginning is forgotten; what follows is looked at for the end only.
                _isSkipping = true;
                _start = _end = searched = 0;
            }

            if (_ended)
            {
                _ended = !_isGrowing;
                if (_isGrowing || !HasOpenLine)
                    return false;
                line = Take(searched, terminator: 0);
                return true;
            }

            Fill();
        }
    }

    private ReadOnlySpan<byte> Take(int length, int terminator)
    {
        ReadOnlySpan<byte> line = _buffer.AsSpan(_start, length);
        _start += length + terminator;
        LineNumber++;
        if (_isSkipping || length > maxLineBytes)
        {
            _isSkipping = false;
            IsTooLong = true;
            return default;
        }

        // Zeek escapes a CR of its own, so one at the end is an editor's or a transfer's.
        if (line.EndsWith("\r"u8))
            line = line[..^1];
        if (LineNumber == 1 && line.StartsWith("\uFEFF"u8))
            line = line["\uFEFF"u8.Length..];
        return line;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, (int)Math.Min((long)_buffer.Length * 2, maxLineBytes + 1L));
        int count = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += count;
        BytesRead += count;
        _ended = count == 0;
    }
}
